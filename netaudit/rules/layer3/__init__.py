"""Are voice and data kept apart where they are routed, and do phones get what they need there?"""
