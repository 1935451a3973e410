"""Values that an authority fixes: entered by one person, approved by another, dated, never deleted (S1-XCT-02)."""
