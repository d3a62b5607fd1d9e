"""Library → pages. Pure: no disk, no clock, no environment; what it needs is passed in."""
