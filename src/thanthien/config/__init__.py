"""Settings, addresses, the live event endpoint and the start-up checks: how the rooms become one running office."""
