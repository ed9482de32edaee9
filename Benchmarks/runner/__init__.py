"""Measures chancery against its bars, the floor in C, and what a user would pick instead."""
