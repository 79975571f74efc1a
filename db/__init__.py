"""What the project file holds, and the only floor that speaks SQL."""
