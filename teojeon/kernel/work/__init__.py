"""How work is done: units of work, actions, messages between the sides."""
