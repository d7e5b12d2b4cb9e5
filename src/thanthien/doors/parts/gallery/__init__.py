"""Every component with its states on two pages, what officers see and what citizens see: to look at, to see what breaks."""
