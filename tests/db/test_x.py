from tests.builders import *
def test_a(seeds_project): print(seeds_project.store.articles.count(), len(faults(seeds_project.store)))
