"""What the administrator posts: who stands on the public list of contacts, which phone is public, when leaders receive people."""
