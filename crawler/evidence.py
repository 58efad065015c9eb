"""Keep responses as WARC records, so that a finding can be defended a year later.

The bytes of a body are those that came over the wire, before any content decoding, with the digest of exactly
these. Status line and headers are rebuilt from what the HTTP library parsed: names, values and their order are as
received, spacing is not; chunked transfer coding is already undone. Each record says so in ``WARC-Rebuilt``.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from crawler.client import Answer

_REBUILT = "status line and header spacing; transfer coding removed"


class EvidenceWriter:
    """Writes one WARC file of a crawl process.

    Args:
        folder: Where the file goes; made where it does not exist.
        name: File name without extension, unique among the processes of a sweep.
        software: Name and version of this program, for the ``warcinfo`` record.
    """

    def __init__(self, folder: Path, *, name: str, software: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{name}.warc.gz"
        self._file = self.path.open("xb")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        self._writer.write_record(
            self._writer.create_warcinfo_record(
                self.path.name, {"software": software, "format": "WARC File Format 1.1"}
            )
        )

    def keep(self, answer: Answer, *, fetched_at: dt.datetime) -> str:
        """Write a response with the request that it answers.

        Returns:
            The id of the response record.
        """
        exchange = answer.exchange
        moment = fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        fields = {"WARC-Date": moment, "WARC-Rebuilt": _REBUILT}
        if exchange.peer:
            fields["WARC-IP-Address"] = exchange.peer
        status = StatusAndHeaders(
            f"{answer.status} {exchange.reason}".strip(),
            [(name.decode("latin-1"), value.decode("latin-1")) for name, value in exchange.raw_headers],
            protocol=exchange.version,
        )
        response = self._writer.create_warc_record(
            answer.final_url,
            "response",
            payload=io.BytesIO(exchange.raw_body),
            http_headers=status,
            warc_headers_dict=dict(fields),
        )
        identity: str = response.rec_headers.get_header("WARC-Record-ID")
        path = answer.final_url.partition("://")[2].partition("/")[2]
        request = self._writer.create_warc_record(
            answer.final_url,
            "request",
            http_headers=StatusAndHeaders(f"GET /{path} HTTP/1.1", list(exchange.sent_headers), is_http_request=True),
            warc_headers_dict={**fields, "WARC-Concurrent-To": identity},
        )
        self._writer.write_record(response)
        self._writer.write_record(request)
        return identity

    def flush(self) -> None:
        """Put what was written on disk; called before a site is called finished."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self.flush()
        self._file.close()
