"""How much a file may ask of us. Bytes are 2**20 a megabyte; what is equal to a limit passes."""

MB = 1024 * 1024

# What a person may send (S1-APP-07).
MAX_FILE_BYTES = 20 * MB
MAX_DRAFT_BYTES = 200 * MB
MAX_JOINED = 30  # photos that become one document

# What the process that looks inside may use.
MEMORY_BYTES = 1536 * MB  # address space, the interpreter and its libraries included
CPU_SECONDS = 25
WALL_SECONDS = 40.0  # a busy machine; a file on a free one is answered in ten
SAFE_BYTES = 60 * MB  # the copy that others open
ANSWER_BYTES = 16 * 1024
OPEN_FILES = 64 + MAX_JOINED

# Pictures. A JPEG can be decoded at a half or a quarter, the others only whole.
MAX_JPEG_PIXELS = 210_000_000  # the largest telephone camera has 200 million
MAX_PICTURE_PIXELS = 80_000_000  # A3 at 600 dpi has 70 million
COPY_PIXELS = 24_000_000  # A4 at 500 dpi
MAX_JPEG_SCANS = 200  # a telephone writes ten; each is decoded over the whole picture
MAX_SIDE_PIXELS = 30_000
JOINED_PIXELS = (8_700_000, 4_000_000, 2_200_000)  # A4 at 300, 200, 150 dpi: the first that fits MAX_FILE_BYTES

# Documents.
MAX_PAGES = 500
MAX_TIFF_PAGES = 200
MAX_PDF_OBJECTS = 300_000
MAX_STREAM_BYTES = 256 * MB  # one stream of a PDF, unpacked
MAX_UNPACKED_BYTES = 1536 * MB  # all streams of a PDF together
MAX_FILTERS = 4  # one after the other on a stream
MAX_DRAWINGS = 200_000  # forms drawn by forms drawn by a page
MAX_DRAWING_DEPTH = 20
MAX_PAGE_POINTS = 14_400  # what the PDF standard allows: 5.08 m

# 한글 files.
MAX_PARTS = 2_000
MAX_PART_BYTES = 64 * MB
MAX_PACKAGE_BYTES = 256 * MB
MAX_XML_DEPTH = 256
MAX_XML_ELEMENTS = 1_500_000
MAX_TEXT_LETTERS = 400_000  # about 300 pages
MAX_TEXT_PICTURES = 200
