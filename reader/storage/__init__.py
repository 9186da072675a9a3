"""What is kept on disk: the library of articles and annotations, the settings of the device."""
