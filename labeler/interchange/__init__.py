"""Labels in the files of other tools: one form a module, and what they have in common."""
