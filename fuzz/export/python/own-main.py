

MADE, sessions, PREPARE = [], {}, []
clear_outside = tidy


def tidy():
    for path in MADE:
        shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path) if os.path.exists(path) else None
    clear_outside()


perform = own_step
prepare_own()
