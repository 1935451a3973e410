from teojeon.kernel.sides.rights import Table, table

table("victims_progressfigure", Table(writers=("office",), readers=("portal",)))
