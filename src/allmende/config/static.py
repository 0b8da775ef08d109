"""How a wheel serves its static files: compressed, each under an address that changes with its content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class BuiltStatic(CompressedManifestStaticFilesStorage):
    """Scripts find each other by such addresses too, so that an old one never meets a new one."""

    support_js_module_import_aggregation = True
