"""What a message names: places, professions, levels, amounts, periods."""
