"""From the master to what each form asks for: boxes, grey, colour."""
