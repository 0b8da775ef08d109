"""Who may open which page of the back office, and what each may do there: written by hand, a row for each route.

Columns: Cleo the guest, Dora from outside, Finn, Ben, Ada and Eli the curator; then Olga, who runs the node and belongs to no community.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.bin.commands import put_in_bin
from allmende.commons.bulk.models import Batch, State
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.mail.letterhead import NODE
from allmende.foundation.tasks.models import Job
from allmende.identity.accounts.commands import open_account
from allmende.identity.operating.commands.accounts import suspend_account
from tests.matrix.asking import Browsers
from tests.matrix.tables import asked

WHO = ("cleo", "dora", "finn", "ben", "ada", "eli", "olga")

ROWS = """
backoffice:index                     GET  404 404 404 404 404 200 200
backoffice:journal                   GET  404 404 404 404 404 200 200
backoffice:journal_exports           POST 404 404 404 404 404 200 200
backoffice:journal_verification      POST 404 404 404 404 404 403 302
backoffice:jobs                      GET  404 404 404 404 404 404 200
backoffice:mails                     GET  404 404 404 404 404 404 200
backoffice:inbox                     GET  404 404 404 404 404 404 200
backoffice:job                       GET  404 404 404 404 404 404 200
backoffice:job_trial                 POST 404 404 404 404 404 404 302
backoffice:job_removal               POST 404 404 404 404 404 404 302
backoffice:people                    GET  404 404 404 404 404 404 200
backoffice:person                    GET  404 404 404 404 404 404 200
backoffice:person_password           POST 404 404 404 404 404 404 302
backoffice:person_sessions_removal   POST 404 404 404 404 404 404 302
backoffice:person_suspension         POST 404 404 404 404 404 404 302
backoffice:person_suspension_removal POST 404 404 404 404 404 404 302
backoffice:members                   GET  404 404 404 404 404 200 404
backoffice:spaces                    GET  404 404 404 404 404 200 200
backoffice:storage                   GET  404 404 404 404 404 404 200
backoffice:waste                     GET  404 404 404 404 404 200 404
backoffice:settings                  GET  404 404 404 404 404 404 200
backoffice:setting                   POST 404 404 404 404 404 404 302
backoffice:health                    GET  404 404 404 404 404 404 200
backoffice:health_examination        POST 404 404 404 404 404 404 302
backoffice:bulk:jobs.retry           POST 404 404 404 404 404 404 302
backoffice:bulk:members.role         POST 404 404 404 404 404 302 404
backoffice:bulk:bin.delete           POST 404 404 404 404 404 302 404
backoffice:batch                     GET  404 404 404 404 404 200 404
backoffice:batch_details             POST 404 404 404 404 404 302 404
backoffice:batch_doing               POST 404 404 404 404 404 302 404
"""

ROUTES = {":".join(line.split()[0].split(":")[:2]) for line in ROWS.strip().splitlines()}


@pytest.mark.django_db
def test_each_gets_what_the_table_says(cast: Any) -> None:
    olga = open_account("olga@example.org", "Olga", operator=True)
    gus, hal = open_account("gus@example.org", "Gus"), open_account("hal@example.org", "Hal")
    suspend_account(olga, hal.id, "Somebody else uses it.", 3, house=NODE)
    job = Job.objects.create(path="x", state="dead", run_after=clock.now(), finished=clock.now())
    note = make_note(cast.team, cast.ben)
    put_in_bin(cast.ben, note)
    asking = Batch.objects.create(
        actor=cast.eli, space=cast.community, deed="members.role", keys=[str(cast.finn.id)], state=State.ASKING
    )
    weighed = Batch.objects.create(
        actor=cast.eli, space=cast.community, deed="bin.restore", keys=[str(note.id)], state=State.WEIGHED, fits=1
    )
    keys: dict[str, list[Any]] = {
        "backoffice:job": [job.id], "backoffice:job_trial": [job.id], "backoffice:job_removal": [job.id],
        "backoffice:batch": [weighed.id], "backoffice:batch_doing": [weighed.id], "backoffice:batch_details": [asking.id],
        "backoffice:setting": ["jobs.days"], "backoffice:person_suspension_removal": [hal.handle],
    }  # fmt: skip
    sent: dict[str, dict[str, Any]] = {
        "backoffice:person_suspension": {"reason": "Somebody else uses it.", "days": "3"}, "backoffice:setting": {"number": "9"},
        "backoffice:batch_details": {"role": "host"}, "backoffice:journal_exports": {"form": "csv"},
    }  # fmt: skip
    rows = {"jobs.retry": job.id, "members.role": cast.finn.id, "bin.delete": note.id}
    wrong, browsers = [], Browsers(cast, olga=olga)
    for line in ROWS.strip().splitlines():
        row, method, *statuses = line.split()
        route, deed = ":".join(row.split(":")[:2]), (row.split(":")[2:] or [""])[0]
        args = keys.get(route, [gus.handle] if ":person" in route else [])
        data = {"deed": deed, "key": [rows[deed]]} if deed else sent.get(route, {})
        for who, written in asked(statuses, WHO):
            with browsers.undone(who) as client:
                answer = getattr(client, method.lower())(reverse(route, args=args), data)
            if str(answer.status_code) != written:
                wrong.append(f"{row} {method}, {who}: written {written}, answered {answer.status_code}")

    assert wrong == []
