"""The commands: what each is asked, a file each. What they do is imported when they do it."""
