"""What the national portal did not take, to be sent again."""
