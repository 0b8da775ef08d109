"""Files other than pictures: recordings to be played, all else stored as it is, named by what it is, only handed over."""

from django.utils.translation import gettext_lazy as _

from allmende.commons.files.judging import prepare_recording
from allmende.commons.files.pictures import Prepared
from allmende.commons.files.uploads import DOCUMENTS, Upload, clean_name, document_type, is_svg, read
from allmende.foundation.verdicts import Refused


def prepare_document(upload: Upload) -> Prepared:
    """Check what an upload is; raises Refused in words that say what to do. A recording comes out ready to be played."""
    if recording := prepare_recording(upload):
        return recording
    content = read(upload)
    media_type = document_type(content, upload.name or "")
    if media_type is None:
        raise Refused(
            _(
                "This kind of file can't be stored. Choose a PDF, a text, an office document, sound, video or a ZIP file."
            ),
            422,
        )
    if is_svg(content):
        raise Refused(_("Drawings in SVG can't be shown safely. Save it as PNG and try again."), 422)
    main = f"file.{DOCUMENTS[media_type]}"
    return Prepared(clean_name(upload.name or "", media_type), media_type, {main: content}, main)
