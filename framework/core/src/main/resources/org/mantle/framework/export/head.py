#!/usr/bin/env python3
"""Runs again what Mantle ran.

Run it with "mantle script FILE", or with a Python 3.9 or newer that has the mantle package. Each call prints its outputs. What is refused
raises ValueError, and what fails RuntimeError.
"""
