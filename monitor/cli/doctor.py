"""``gongkai doctor``: is everything there that a sweep needs?"""

import typer

from monitor.cli import options
from monitor.errors import ExitCode


def doctor(
    database: options.Database = options.DATABASE, *, config: options.Config = None, as_json: options.Json = False
) -> None:
    """Check the installation, the database, the calendar's years, the clock and the browser."""
    import msgspec

    from monitor.diagnosis import diagnose
    from monitor.output import print_json, show
    from monitor.views.doctor import diagnosis_table

    checks = diagnose(database=database, config=config)
    healthy = all(check.health != "bad" for check in checks)
    if as_json:
        print_json({"schema": 1, "healthy": healthy, "checks": [msgspec.to_builtins(check) for check in checks]})
    else:
        show(diagnosis_table(checks))
    if not healthy:
        raise typer.Exit(ExitCode.USAGE)
