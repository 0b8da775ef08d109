"""The spine: whatever people can see, discuss, follow, find, report or federate is a thing."""
