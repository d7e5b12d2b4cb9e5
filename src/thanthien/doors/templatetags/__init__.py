"""Tags that templates load by name; the words of every page are builtins in parts/templatetags."""
