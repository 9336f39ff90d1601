"""`reisplan evaluate`: the product asked every question of a set, and what came of it."""
