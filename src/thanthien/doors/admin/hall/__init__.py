"""What the hall sounds and looks like: the voice of the calls recorded in the browser, the land and brocade of its screens."""
