"""``python -m crawler FILE``: visit the sites of a shard; events on standard output, words on standard error."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rules.plan import EXIT_EVIDENCE

EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run one crawl process.

    Returns:
        0 when every site of the shard has ended, 2 for a shard that cannot be used, 74 where the disk takes no more
        evidence, 130 when it was told to stop.
    """
    parser = argparse.ArgumentParser(prog="python -m crawler", description="Visit the sites of a shard.")
    parser.add_argument("shard", help="shard file (JSON lines) or plan file (JSON)")
    parser.add_argument(
        "--detached", action="store_true", help="go on when the process that started this one has ended"
    )
    options = parser.parse_args(arguments)

    # Scrapy takes a quarter of a second to import; a usage error need not wait for it.
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415
    from scrapy.settings import Settings  # noqa: PLC0415

    from crawler.evidence import EvidenceUnwritableError  # noqa: PLC0415
    from crawler.guard import AddressPolicy  # noqa: PLC0415
    from crawler.shard import Shard, ShardError  # noqa: PLC0415
    from crawler.spiders.site import SiteSpider  # noqa: PLC0415

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    try:
        # Both are said before Scrapy starts, so that they are a sentence and not the log of a failed start.
        AddressPolicy(Shard(Path(options.shard)).header.crawl.allow_networks)
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(SiteSpider)
        process.crawl(crawler, plan=options.shard, follow_parent="" if options.detached else "1")
        process.start()
    except (ShardError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_USAGE
    spider = crawler.spider
    if isinstance(spider, SiteSpider) and isinstance(spider.failure, EvidenceUnwritableError):
        sys.stderr.write(f"{spider.failure}\n")
        return EXIT_EVIDENCE
    if not isinstance(spider, SiteSpider) or spider.failure is not None:
        return EXIT_USAGE
    return 0 if spider.completed else EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
