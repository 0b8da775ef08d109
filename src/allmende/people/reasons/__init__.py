"""Why can, or can't, this person …? Answered by the rules themselves."""
