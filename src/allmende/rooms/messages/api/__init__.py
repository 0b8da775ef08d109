"""What programs do in conversations: one's own, so for tokens that see all the way in."""

from allmende.rooms.messages.api import announcing as announcing  # declares its operations
from allmende.rooms.messages.api import hosting as hosting  # declares its operations
from allmende.rooms.messages.api import seating as seating  # declares its operations
from allmende.rooms.messages.api.talking import router as router
