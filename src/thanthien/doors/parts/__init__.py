"""What every door shares: components, base pages, kind errors, one answer per key, devices, words."""
