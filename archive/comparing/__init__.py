"""Two sets of documents laid side by side: their themes, figures and milestones, and what can be said of them."""
