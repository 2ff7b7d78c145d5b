"""A change-tracking archive of Chinese policy documents."""
