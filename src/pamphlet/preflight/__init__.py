"""What a finished file is measured against: one module a family of checks."""
