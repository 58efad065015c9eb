"""One module for each check; the judge finds them by walking this folder."""
