"""Settings, addresses, the live event endpoint and the start-up checks: how the rooms are put together into one running office."""
