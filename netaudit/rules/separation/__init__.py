"""Are phones and PCs kept apart on layer 2?"""
