

def tidy():
    pass
