"""Form fields for uploads: errors stand beside the field, in words."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from allmende.commons.files.forms import DocumentField, PictureField, PicturesField
from allmende.commons.files.pictures import Prepared
from allmende.commons.files.testing import make_image


class Upload(forms.Form):
    cover = PictureField(required=False)
    pictures = PicturesField(required=False, most=2)
    plan = DocumentField(required=False)


def filled(**files: object) -> Upload:
    return Upload(
        {}, MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in files.items()})
    )


def image(name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_image(20, 10))


def test_a_good_picture_comes_out_ready_to_be_stored():
    form = filled(cover=image(), pictures=[image("1.png"), image("2.png")], plan=SimpleUploadedFile("a.pdf", b"%PDF-1"))

    assert form.is_valid()
    assert isinstance(form.cleaned_data["cover"], Prepared)
    assert [picture.name for picture in form.cleaned_data["pictures"]] == ["1.jpg", "2.jpg"]
    assert form.cleaned_data["plan"].media_type == "application/pdf"


def test_nothing_chosen_is_nothing_stored():
    form = filled()

    assert form.is_valid()
    assert (form.cleaned_data["cover"], form.cleaned_data["pictures"]) == (None, [])


def test_a_bad_picture_is_named():
    form = filled(cover=SimpleUploadedFile("x.png", b"<svg>"), pictures=[image(), SimpleUploadedFile("b.png", b"MZ")])

    assert form.errors == {
        "cover": ["Drawings in SVG can't be shown safely. Save it as PNG and try again."],
        "pictures": ["b.png: This file is not a picture. Choose a JPEG, PNG, WebP, GIF or AVIF file."],
    }


def test_too_many_pictures_are_refused_before_any_is_read():
    assert filled(pictures=[image(), image(), image()]).errors == {"pictures": ["2 pictures at most."]}


def test_the_chooser_offers_what_can_be_read():
    assert 'accept="image/jpeg, image/png, image/webp, image/gif, image/avif"' in str(Upload()["cover"])
    assert " multiple" in str(Upload()["pictures"])
