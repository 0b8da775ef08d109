"""A list of skills is brought in: tried out first, then for good, with a line for whatever can't be used."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.foundation.doors import Brought
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.profiles.commands import bring_in
from allmende.people.profiles.forms.others import SkillsFileForm
from allmende.people.profiles.rules import may_import_skills

MOST_SHOWN = 200


def skills(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is only read unless one says that it shall come in."""
    require(may_import_skills(request.actor, request.space))
    form = SkillsFileForm(request.POST or None, request.FILES or None)
    context = {"form": form, "crumbs": [(_("Arrivals"), reverse("arrivals:index")), (_("Bring in skills"), "")]}
    if request.method == "POST" and form.is_valid():
        dry_run, problems = "bring" not in request.POST, []
        try:
            brought = _bring(
                request, form.cleaned_data["file"], form.cleaned_data["language"], problems, dry_run=dry_run
            )
        except Refused as refusal:
            if refusal.status not in {413, 422}:
                raise
            show_errors(form, refusal)
        else:
            context |= {
                "brought": brought,
                "dry_run": dry_run,
                "problems": problems[:MOST_SHOWN],
                "count": len(problems),
            }
    return render(request, "profiles/skills_import.html", context, status=422 if form.errors else 200)


def _bring(request: HttpRequest, file: UploadedFile, language: str, problems: list[str], *, dry_run: bool) -> Brought:
    """Let the command read the upload as a file of its own name, which is gone again afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(file.name or "").name or "skills.csv")
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return bring_in(
            request.actor, request.space, path, language=language, dry_run=dry_run, on_problem=problems.append,
            on_progress=lambda *_far: None,
        )  # fmt: skip
