"""What the real call takes over from the one that was practised: what it asks for, what it is rated by, whom a demand addresses."""

from __future__ import annotations

from allmende.commons.ratings.commands import CriterionText
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.campaigns import set_campaign
from allmende.rooms.calls.commands.rating import set_sheet
from allmende.rooms.calls.commands.template import FieldText, set_template
from allmende.rooms.calls.models import Call, Forces, TemplateField
from allmende.rooms.calls.rules import campaign_of


def carry_over(actor: Actor, call: Call, made: Call) -> None:
    """Set a draft up as a call was, within the caller's transaction; its dates stand already, which a blind review asks for."""
    fields = [
        FieldText(
            one.kind, one.label, help=one.help, is_required=one.is_required, most=one.most, unit=one.unit, choices=tuple(one.choices)
        )
        for one in TemplateField.objects.filter(call=call, is_gone=False).order_by("position")
    ]  # fmt: skip
    if fields:
        set_template(actor, made, fields)
    for sheet in call.thing_ptr.sheets.prefetch_related("criteria"):
        criteria = [CriterionText(one.name, one.asked, one.weight, one.low, one.high) for one in sheet.criteria.all()]
        set_sheet(
            actor, made, criteria, panel=sheet.panel, way=sheet.way, top=sheet.top, is_blind=sheet.is_blind
        )  # fmt: skip
    if campaign := campaign_of(call):
        set_campaign(
            actor, made, addressee=campaign.addressee, threshold=campaign.threshold, forces=Forces(campaign.forces), days=campaign.days
        )  # fmt: skip
