"""Do the filters between voice and data keep the two apart, and let phones work?"""
