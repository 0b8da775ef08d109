"""Talking about things, and looking after what was said; whoever acts comes first."""

from allmende.commons.threads.commands.handling import correct_comment, hide_comments, show_again
from allmende.commons.threads.commands.locking import lock_thread, unlock_thread
from allmende.commons.threads.commands.moving import (
    begins_talk,
    merge_threads,
    move_comments,
    split_thread,
    when_carried,
)
from allmende.commons.threads.commands.saying import (
    comment,
    edit_comment,
    empty_comment,
    mark_read,
    remove_comment,
)
from allmende.commons.threads.commands.undoing import undo_handling

__all__ = [
    "begins_talk",
    "comment",
    "correct_comment",
    "edit_comment",
    "empty_comment",
    "hide_comments",
    "lock_thread",
    "mark_read",
    "merge_threads",
    "move_comments",
    "remove_comment",
    "show_again",
    "split_thread",
    "undo_handling",
    "unlock_thread",
    "when_carried",
]
