"""The case file: procedure, actions, timeline, deadlines, assignment, readers, worklists."""
