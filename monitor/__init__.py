"""The only package that knows the whole story: command line, sweeps, dashboards."""
