"""Scrapy's settings for this project: polite, and closed on every side that is not needed.

Scrapy's defaults are made for scraping; these are made for an office that is attacked. What a run may still change
(delay, concurrency, limits, user agent, allowed networks) comes with the shard file and is put over these by the
spider. ``tests/crawler/test_settings.py`` reads the values that are in force in a running crawler.
"""

from __future__ import annotations

BOT_NAME = "gongkai"
USER_AGENT = "gongkai/0.1 (+https://gongkai.invalid/bot; contact: the supervising office)"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# Doors that lead into the process.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
ADDONS: dict[str, int] = {}

# Ways out of it: http and https through the guarded handler, nothing else.
DOWNLOAD_HANDLERS = {
    "http": "crawler.download.GuardedDownloadHandler",
    "https": "crawler.download.GuardedDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
GONGKAI_ALLOW_NETWORKS: list[str] = []
HTTPPROXY_ENABLED = False  # a proxy from the environment would connect in our place, past the address policy
DOWNLOAD_VERIFY_CERTIFICATES = True  # the handler verifies first and records what is wrong; this is for any other

# No reactor: the event loop alone. The stock resolver goes with it; names are resolved by ``crawler.connecting``.
TWISTED_REACTOR_ENABLED = False
DNS_TIMEOUT = 10

# Robots, redirects, retries, throttling and compression are ours: they happen within the slot of the site, count
# against its budgets, and keep to its limits.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "gongkai"
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # crawler.scope
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # crawler.client, so that it is bounded too
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,  # crawler.download
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,  # crawler.client
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,  # crawler.client
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # crawler.client
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,  # crawler.reading
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # crawler.decoding
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,  # crawler.client
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    # The spider asks the engine for each page and yields nothing, so none of these has anything to do.
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,  # crawler.client slows down by site, with Retry-After
}
COMPRESSION_ENABLED = False
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
METAREFRESH_ENABLED = False
REDIRECT_ENABLED = False
REFERER_ENABLED = False
REFERRER_POLICY = "no-referrer"
RETRY_ENABLED = False
AUTOTHROTTLE_ENABLED = False
MEMUSAGE_ENABLED = False
FEEDS: dict[str, dict[str, object]] = {}
FILES_STORE = None
IMAGES_STORE = None
ITEM_PIPELINES: dict[str, int] = {}
JOBDIR = None

# Politeness and limits where no shard says otherwise; the same numbers as ``rules.plan.CrawlSettings``.
CONCURRENT_REQUESTS = 0  # no limit of its own: the limit is sites under way times connections per site
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 0.5
DOWNLOAD_DELAY_JITTER = 0  # chance decides nothing here
DOWNLOAD_TIMEOUT = 20
DOWNLOAD_MAXSIZE = 5_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True

# Standard output belongs to the stream of events; the log goes to standard error and is quiet.
LOG_LEVEL = "WARNING"
LOG_STDOUT = False
LOG_FILE = None
LOG_FORMATTER = "crawler.logging.QuietLogFormatter"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
STATS_DUMP = False
