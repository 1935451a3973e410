"""Demo data: invented people whose cases go through the real acts, on both sides, over two and a half months."""
