"""`{% load ui %}`: all components as template tags with declared attributes; an unknown one fails when the template is compiled."""

from __future__ import annotations

from django import template

from allmende.foundation.ui import pages, parts
from allmende.foundation.ui.components import actions, charts, forms, marks, measures, people, pieces, talk, votes, ways

register = template.Library()

for part in (marks, actions, pieces, ways, measures, forms, people, votes, talk, charts, parts, pages):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
