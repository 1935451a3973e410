"""Keys, encryption per subject, sealing between the sides, keyed look-up, masking, and the register of columns."""
